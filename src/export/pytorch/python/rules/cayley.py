class Cayley(Rule):
    """W <- (I + alpha/2 A)^-1 (I - alpha/2 A) W with A = G W* - W G*; theta is the step -alpha A alone."""

    def __init__(self, W0, optimiser):
        super().__init__(W0, torch.zeros_like(W0), optimiser)

    def step(self, G, alpha):
        self.theta.data.zero_()
        half = self.move(G @ self.W.mH - self.W @ G.mH, alpha) / 2
        I = torch.eye(UNITS).to(half)
        self.W = torch.linalg.solve(I - half, (I + half) @ self.W)
