class Soft(Rule):
    """W <- W - alpha (G + 4 beta (W W* - I) W): the loss has the penalty beta ||W W* - I||^2."""

    def __init__(self, W0, optimiser, beta):
        super().__init__(W0, W0, optimiser)
        self.beta = beta

    def step(self, G, alpha):
        defect = self.W @ self.W.mH - torch.eye(UNITS).to(self.W)
        self.W = self.move(G + 4 * self.beta * defect @ self.W, alpha).clone()
