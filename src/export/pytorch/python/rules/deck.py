class Deck(Rule):
    """W = exp(B) W0 and B <- B + sign alpha (G W* - W G*): printed with +; - descends while B is small."""

    def __init__(self, W0, optimiser, sign):
        super().__init__(W0, torch.zeros_like(W0), optimiser)
        self.register_buffer("base", W0.clone())
        self.sign = sign

    def step(self, G, alpha):
        B = self.move(-self.sign * (G @ self.W.mH - self.W @ G.mH), alpha)
        self.W = torch.matrix_exp(B) @ self.base
