for step in range(STEPS + 1):
    inputs, targets = batch(step)
    losses = [network.learn(step, inputs, targets) for network in networks]
    done = step == STEPS or all(network.stopped for network in networks)
    if step % 50 == 0 or done:
        shown = "   ".join(f"loss {network.name.upper()} {loss:.6g}" for network, loss in zip(networks, losses))
        print(f"step {step:5}   {shown}", flush=True)
    if done:
        break
