def identity_matrix(dtype=torch.float64):
    return torch.eye(UNITS, dtype=dtype)
