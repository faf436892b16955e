class Soft:
    """W <- W - alpha (G + 4 beta (W W* - I) W): the loss has the penalty beta ||W W* - I||^2."""

    def __init__(self, W0, optimiser, beta):
        self.W, self.beta = W0, beta
        self.optimiser = optimiser([self.W], ALPHA)

    def step(self, G):
        defect = self.W @ self.W.mH - torch.eye(UNITS, dtype=self.W.dtype)
        self.W.grad = G + 4 * self.beta * defect @ self.W
        self.optimiser.step()
