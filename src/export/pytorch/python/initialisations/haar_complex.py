def haar_complex(random):
    """Uniform over all unitary matrices: the polar factor of a Gaussian one."""
    re, im = independent(random.normal), independent(random.normal)
    return polar(torch.complex(re, im))
