def uniform(random):
    return independent(lambda: random.uniform(-1, 1) / math.sqrt(UNITS))
