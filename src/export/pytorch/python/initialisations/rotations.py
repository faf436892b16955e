def rotations(random):
    """2x2 rotations by angles U(-pi, pi) down the diagonal; an odd last unit keeps 1."""
    blocks = [rotation(random.uniform(-math.pi, math.pi)) for _ in range(UNITS // 2)]
    return torch.block_diag(*blocks, *[torch.ones(1, 1, dtype=torch.float64)] * (UNITS % 2))
