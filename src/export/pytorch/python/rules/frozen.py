class Frozen(nn.Module):
    """W stays as it was drawn."""

    def __init__(self, W0):
        super().__init__()
        self.register_buffer("W", W0.clone())

    def step(self, G, alpha):
        pass
