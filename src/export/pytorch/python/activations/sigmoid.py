def sigmoid(z, _threshold):
    return torch.sigmoid(z)
