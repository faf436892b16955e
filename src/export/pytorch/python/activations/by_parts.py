def by_parts(sigma):
    """sigma on real and imaginary parts."""
    return lambda z, threshold: torch.complex(sigma(z.real, threshold), sigma(z.imag, threshold))
