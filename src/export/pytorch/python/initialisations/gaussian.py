def gaussian(random, gain):
    return independent(lambda: gain * random.normal() / math.sqrt(UNITS))
