class Cayley:
    """W <- (I + alpha/2 A)^-1 (I - alpha/2 A) W with A = G W* - W G*."""

    def __init__(self, W0, optimiser):
        self.W = W0
        self.move = torch.zeros_like(W0)
        self.optimiser = optimiser([self.move], ALPHA)

    def step(self, G):
        self.move.zero_()
        self.move.grad = G @ self.W.mH - self.W @ G.mH
        self.optimiser.step()
        I = torch.eye(UNITS, dtype=self.W.dtype)
        self.W = torch.linalg.solve(I - self.move / 2, (I + self.move / 2) @ self.W)
