def batches(count):
    """Inputs and targets of the first `count` updates, drawn for many updates at once."""
    chunk = max(1, min(256, 4_000_000 // (BATCH * DRAWS)))
    for first in range(0, count, chunk):
        names = [f"batch {k}" for k in range(first, min(first + chunk, count))]
        for u in numbers(names, BATCH * DRAWS):
            yield sequences(u.view(BATCH, DRAWS))


def held_out():
    """The 128 sequences on which the lab tests both networks."""
    return sequences(numbers(["held out"], 128 * DRAWS).view(128, DRAWS), held_out=True)
