def train():
    """Makes STEPS updates of each lane; prints losses on the way, and the score on the held-out sequences at the end."""
    for step, batch in enumerate(batches(STEPS + 1)):
        change(step)
        inputs, targets = (part.to(DEVICE) for part in batch)
        if step == STEPS:
            scores = [lane.score(*(part.to(DEVICE) for part in held_out())) for lane in lanes]
        losses = [lane.learn(step, inputs, targets) for lane in lanes]
        done = step == STEPS or all(lane.stopped for lane in lanes)
        if step % 50 == 0 or done:
            shown = "   ".join(f"loss {lane.name} {loss:.6g}" for lane, loss in zip(lanes, losses))
            print(f"step {step:5}   {shown}", flush=True)
        if done:
            break
    if step == STEPS:
        for lane, (loss, accuracy) in zip(lanes, scores):
            print(f"held out   loss {lane.name} {loss:.6g}   accuracy {accuracy:.6g}")


if __name__ == "__main__":
    train()
