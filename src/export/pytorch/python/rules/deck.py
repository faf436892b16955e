class Deck:
    """W = exp(B) W0 and B <- B + sign alpha (G W* - W G*): printed with +; - descends while B is small."""

    def __init__(self, W0, optimiser, sign):
        self.W, self.base, self.sign = W0, W0, sign
        self.B = torch.zeros_like(W0)
        self.optimiser = optimiser([self.B], ALPHA)

    def step(self, G):
        self.B.grad = -self.sign * (G @ self.W.mH - self.W @ G.mH)
        self.optimiser.step()
        self.W = torch.matrix_exp(self.B) @ self.base
