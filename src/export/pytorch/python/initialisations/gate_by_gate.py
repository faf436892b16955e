def gate_by_gate(count, start, random):
    """The square matrices of `count` gates, drawn one after the other, above one another."""
    return torch.cat([start(random) for _ in range(count)])
