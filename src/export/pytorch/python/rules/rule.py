class Rule(nn.Module):
    """Owns W, in float64, and moves it when it is given G = dL/dW.

    An optimiser with the rate alpha moves theta, which is W itself or what W is made of.
    """

    def __init__(self, W0, theta, optimiser):
        super().__init__()
        self.register_buffer("W", W0.clone())
        self.theta = nn.Parameter(theta.clone())
        self.use(optimiser)

    def use(self, optimiser):
        """Takes another optimiser, which begins without memory."""
        self.optimiser, self.steps = optimiser([self.theta], ALPHA), 0

    def move(self, gradient, alpha):
        self.theta.grad = gradient
        self.optimiser.param_groups[0]["lr"] = alpha
        self.optimiser.step()
        self.steps += 1
        return self.theta.detach()
