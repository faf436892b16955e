class Exponential(Rule):
    """W = exp(B) W0 and B <- B - alpha (M - M*), M being the gradient in B as if its entries were free (expRNN)."""

    def __init__(self, W0, optimiser):
        super().__init__(W0, torch.zeros_like(W0), optimiser)
        self.register_buffer("base", W0.clone())

    def step(self, G, alpha):
        (M,) = torch.autograd.grad(torch.matrix_exp(self.theta) @ self.base, self.theta, G)
        self.W = torch.matrix_exp(self.move(M - M.mH, alpha)) @ self.base
