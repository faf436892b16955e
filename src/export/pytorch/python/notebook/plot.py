import matplotlib.pyplot as plt

figure, plots = plt.subplots(1, 2, figsize=(11, 4), constrained_layout=True)
for axes, name, shown in [(plots[0], "loss", "losses"), (plots[1], "norm of dL/dW", "norms")]:
    for lane, (colour, style) in zip(lanes, LOOKS):
        axes.plot(getattr(lane, shown), color=colour, linestyle=style, label=lane.name)
    axes.set(xlabel="step", ylabel=name, yscale="log")
    axes.legend()
plt.show()
