class Lane:
    """Trains a network: W by its rule with the rate alpha, everything else by an optimiser."""

    def __init__(self, name, net, optimiser, rate, clip=math.inf):
        self.name, self.net, self.alpha, self.clip, self.stopped = name, net, ALPHA, clip, False
        self.losses, self.norms = [], []
        self.use(optimiser, rate)

    def use(self, optimiser, rate):
        """Takes another optimiser, which begins without memory."""
        self.optimiser = optimiser(self.net.rest(), rate)

    def set_rate(self, rate):
        self.optimiser.param_groups[0]["lr"] = rate

    def learn(self, step, inputs, targets):
        """One update; returns the loss before it, and keeps it with the norm of dL/dW."""
        if self.stopped:
            return math.nan
        W = self.net.W()
        loss = loss_of(self.net(inputs, FIRST, W), targets[FIRST:])
        self.optimiser.zero_grad()
        loss.backward()
        norm = W.grad.norm()
        self.losses.append(loss.item())
        self.norms.append(norm.item())
        if not (loss.isfinite() and norm.isfinite()):
            self.stopped = True
            print(f"{self.name} stops at step {step}: loss {loss:.3g}, norm of dL/dW {norm:.3g}")
            return loss.item()
        self.net.move_W(W.grad * min(1, self.clip / norm.clamp_min(1e-38)), self.alpha)
        self.optimiser.step()
        return loss.item()

    @torch.no_grad()
    def score(self, inputs, targets):
        """Loss and accuracy on held-out sequences."""
        y = self.net(inputs, TESTED)
        right = is_right(y[SCORED:], targets[SCORED:]).double().mean()
        return loss_of(y, targets[TESTED:]).item(), right.item()
