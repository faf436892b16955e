class DiagonalNetwork(ComplexNetwork):
    """The same with W = diag(lambda). At the start row j of V is scaled by sqrt(1 - |lambda_j|^2)."""

    def __init__(self, name, rule, sigma, v_bound, u_bound):
        super().__init__(name, rule, sigma, v_bound, u_bound)
        scales = (1 - rule.W.abs().square()).sqrt()
        with torch.no_grad():
            self.V.weight.copy_(self.V.weight.double() * scales.repeat(2)[:, None])

    def carry(self, W, h):
        return W * h
