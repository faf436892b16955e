def gaussian_complex(random, gain):
    re, im = (independent(lambda: gain * random.normal() / math.sqrt(2 * UNITS)) for _ in range(2))
    return torch.complex(re, im)
