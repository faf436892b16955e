def rotations_complex(random):
    """diag(exp(i theta)), theta ~ U(-pi, pi)."""
    angles = [random.uniform(-math.pi, math.pi) for _ in range(UNITS)]
    return torch.diag(torch.exp(1j * torch.tensor(angles, dtype=torch.float64)))
