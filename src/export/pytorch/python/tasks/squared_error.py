def loss_of(y, targets):
    return F.mse_loss(y, targets)
