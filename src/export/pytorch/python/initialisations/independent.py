def independent(draw):
    """A matrix of independent entries, in float64."""
    values = [draw() for _ in range(UNITS * UNITS)]
    return torch.tensor(values, dtype=torch.float64).reshape(UNITS, UNITS)
