def cayley_start_complex(random):
    """diag(exp(-it)), t ~ U(0, pi/2): Cayley transforms of is with s = tan(t/2)."""
    angles = [random.uniform(0, math.pi / 2) for _ in range(UNITS)]
    return torch.diag(torch.exp(-1j * torch.tensor(angles, dtype=torch.float64)))
