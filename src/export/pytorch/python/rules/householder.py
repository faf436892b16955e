class Householder(Rule):
    """W = H_1 H_2 ... with H_k = I - 2 v_k v_k^T / ||v_k||^2, and gradient descent on the v_k."""

    def __init__(self, W0, optimiser):
        super().__init__(W0, torch.stack(self.reflections(W0)), optimiser)
        self.W = self.product().detach()

    @staticmethod
    def reflections(W0):
        """Unit vectors of the reflections that make W0 (Householder's triangulation)."""
        rest, vectors = W0.clone(), []
        for k in range(UNITS):
            v = rest[:, k].clone()
            v[:k] = 0
            # The column minus e_k; where they are near, without cancellation.
            v[k] = -v[k + 1 :].square().sum() / (1 + v[k]) if v[k] > 0 else v[k] - 1
            if v.norm() >= 1e-10:
                vectors.append(v / v.norm())
                rest -= 2 * torch.outer(vectors[-1], vectors[-1] @ rest)
        # What is left over: pairs of equal reflections, which undo each other at first.
        spare = torch.eye(UNITS, dtype=W0.dtype)[: (UNITS - len(vectors)) // 2]
        return vectors + [v for axis in spare for v in (axis, axis)]

    def product(self):
        W = torch.eye(UNITS).to(self.theta)
        for v in reversed(self.theta):
            W = W - 2 * torch.outer(v, v @ W) / (v @ v)
        return W

    def step(self, G, alpha):
        self.move(torch.autograd.grad(self.product(), self.theta, G)[0], alpha)
        self.W = self.product().detach()
