def uniform_complex(random):
    re, im = (independent(lambda: random.uniform(-1, 1) / math.sqrt(2 * UNITS)) for _ in range(2))
    return torch.complex(re, im)
