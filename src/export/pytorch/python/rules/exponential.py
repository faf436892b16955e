class Exponential:
    """W = exp(B) W0 and B <- B - alpha (M - M*), M being the gradient in B as if its entries were free (expRNN)."""

    def __init__(self, W0, optimiser):
        self.W = self.base = W0
        self.B = torch.zeros_like(W0, requires_grad=True)
        self.optimiser = optimiser([self.B], ALPHA)

    def step(self, G):
        (M,) = torch.autograd.grad(torch.matrix_exp(self.B) @ self.base, self.B, G)
        self.B.grad = M - M.mH
        self.optimiser.step()
        self.W = torch.matrix_exp(self.B.detach()) @ self.base
