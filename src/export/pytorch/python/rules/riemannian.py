class Riemannian(Rule):
    """W = exp(B) base, B <- B - alpha (M - M*), M being the gradient in B as if its entries were free.

    Every `rebase` steps W becomes the base and B = 0; every step makes W <- exp(-alpha (G W* - W G*)) W if that is 1.
    """

    def __init__(self, W0, optimiser, rebase):
        super().__init__(W0, torch.zeros_like(W0), optimiser)
        self.register_buffer("base", W0.clone())
        self.rebase = rebase

    def step(self, G, alpha):
        if self.steps % self.rebase == 0:
            self.base = self.W.clone()
            self.theta.data.zero_()
        (M,) = torch.autograd.grad(torch.matrix_exp(self.theta) @ self.base, self.theta, G)
        W = torch.matrix_exp(self.move(M - M.mH, alpha)) @ self.base
        # One Newton-Schulz step: products of thousands of rounded rotations would wander off.
        self.W = 1.5 * W - 0.5 * W @ W.mH @ W
