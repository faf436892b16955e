def tanh(z, _threshold):
    return torch.tanh(z)
