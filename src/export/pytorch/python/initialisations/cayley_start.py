def cayley_start(random):
    """2x2 rotations by t ~ U(0, pi/2): Cayley transforms of [[0, s], [-s, 0]] with s = tan(t/2)."""
    blocks = [rotation(random.uniform(0, math.pi / 2)) for _ in range(UNITS // 2)]
    return torch.block_diag(*blocks, *[torch.ones(1, 1, dtype=torch.float64)] * (UNITS % 2))
