class Riemannian:
    """W = exp(B) base, B <- B - alpha (M - M*), M being the gradient in B as if its entries were free.

    Every `rebase` steps W becomes the base and B = 0; every step makes W <- exp(-alpha (G W* - W G*)) W if that is 1.
    """

    def __init__(self, W0, optimiser, rebase):
        self.W, self.rebase, self.steps = W0, rebase, 0
        self.B = torch.zeros_like(W0, requires_grad=True)
        self.optimiser = optimiser([self.B], ALPHA)

    def step(self, G):
        if self.steps % self.rebase == 0:
            self.base = self.W
            self.B.data.zero_()
        self.steps += 1
        (M,) = torch.autograd.grad(torch.matrix_exp(self.B) @ self.base, self.B, G)
        self.B.grad = M - M.mH
        self.optimiser.step()
        W = torch.matrix_exp(self.B.detach()) @ self.base
        # One Newton-Schulz step: products of thousands of rounded rotations would wander off.
        self.W = 1.5 * W - 0.5 * W @ W.mH @ W
