def relu(z, _threshold):
    return torch.relu(z)
