def polar(W):
    """The unitary matrix nearest to W."""
    Q, _, P = torch.linalg.svd(W)
    return Q @ P
