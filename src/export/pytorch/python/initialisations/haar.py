def haar(random):
    """Uniform over all orthogonal matrices: the polar factor of a Gaussian one."""
    return polar(independent(random.normal))
