def momentum(parameters, rate):
    return torch.optim.SGD(parameters, lr=rate, momentum=0.9)
