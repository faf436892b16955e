class LSTMNetwork(GatedNetwork):
    """nn.LSTM, whose gates are stacked in the order i, f, g, o.

    PyTorch adds two biases up and trains both. The lab has one, so bias_hh is 0 and stays so.
    """

    layer = nn.LSTM

    def __init__(self, *weights, forget, **bounds):
        super().__init__(*weights, **bounds)
        self.rnn.bias_hh_l0.requires_grad_(False)
        nn.init.constant_(self.rnn.bias_ih_l0[UNITS : 2 * UNITS], forget)
