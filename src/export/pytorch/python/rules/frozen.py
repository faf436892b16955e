class Frozen:
    """W stays as it was drawn."""

    def __init__(self, W0):
        self.W = W0

    def step(self, G):
        pass
