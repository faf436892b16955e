"""The benchmark's network in PyTorch, on one thread: one JSON request a line in, one JSON answer a line out.

{"do": "prepare", "cell": "simple" | "lstm" | "gru", "rule": "none" | "exp", "cached", "units", "batch", "steps", "d", "o", "inputs", "targets", "weights"}
  h_t = tanh(W h_{t-1} + V x_t + b), y_t = U h_t + c, mean cross-entropy, Adam at 1e-3 for all parameters.
  "none" is torch.nn.RNN, or torch.nn.LSTM or GRU with their own first line; "exp" a loop over a weight that
  torch.nn.utils.parametrizations.orthogonal(orthogonal_map="matrix_exp") keeps orthogonal; "cached" makes that
  weight once a step in place of once a time step.
{"do": "sample"}
  as many steps as take 60 ms, after one that is not timed where steps are short; in ms a step.
"""

import contextlib
import json
import math
import os
import re
import sys
import time

import torch
from torch import nn
from torch.nn.utils import parametrizations, parametrize

RATE = 1e-3
SAMPLE = 60
MOST_STEPS = 200
WARM_UP = 0.4
MOST_WARM_UP_STEPS = 60


class Plain(nn.Module):
    """torch.nn.RNN, LSTM or GRU and a linear read-out."""

    def __init__(self, cell, d, n, o, weights):
        super().__init__()
        self.rnn = {"simple": nn.RNN, "lstm": nn.LSTM, "gru": nn.GRU}[cell](d, n)
        self.out = nn.Linear(n, o)
        with torch.no_grad():
            self.rnn.weight_hh_l0.copy_(weights["W"])
            self.rnn.weight_ih_l0.copy_(weights["V"])
            self.rnn.bias_ih_l0.copy_(weights["b"])
            self.rnn.bias_hh_l0.zero_()
            if cell == "gru":
                self.rnn.bias_hh_l0[2 * n :] = weights["bm"]
            self.out.weight.copy_(weights["U"])
            self.out.bias.copy_(weights["c"])

    def forward(self, inputs):
        states, _ = self.rnn(inputs)
        return self.out(states)


class Orthogonal(nn.Module):
    """A loop over W = exp(A) W0."""

    def __init__(self, d, n, o, weights, cached):
        super().__init__()
        self.cached = cached
        self.enter = nn.Linear(d, n)
        self.turn = parametrizations.orthogonal(nn.Linear(n, n, bias=False), orthogonal_map="matrix_exp")
        self.out = nn.Linear(n, o)
        with torch.no_grad():
            self.enter.weight.copy_(weights["V"])
            self.enter.bias.copy_(weights["b"])
            self.out.weight.copy_(weights["U"])
            self.out.bias.copy_(weights["c"])
        self.turn.weight = weights["W"]

    def forward(self, inputs):
        with parametrize.cached() if self.cached else contextlib.nullcontext():
            h = inputs.new_zeros(inputs.shape[1], self.turn.in_features)
            states = []
            for z in self.enter(inputs):
                h = torch.tanh(z + self.turn(h))
                states.append(h)
            return self.out(torch.stack(states))


class Network:
    def __init__(self, request):
        n, size, steps = request["units"], request["batch"], request["steps"]
        d, o = request["d"], request["o"]
        given = {name: torch.tensor(values) for name, values in request["weights"].items()}
        weights = {
            "W": given["W"].reshape(-1, n),
            "V": given["Vt"].reshape(d, -1).T,
            "b": given["b"],
            "bm": given["bm"],
            "U": given["Ut"].reshape(n, o).T,
            "c": given["c"],
        }
        self.model = (
            Orthogonal(d, n, o, weights, request["cached"])
            if request["rule"] == "exp"
            else Plain(request["cell"], d, n, o, weights)
        )
        classes = torch.tensor(request["inputs"]).reshape(steps, size)
        self.inputs = nn.functional.one_hot(classes, d).float()
        self.targets = torch.tensor(request["targets"])
        self.optimiser = torch.optim.Adam(self.model.parameters(), lr=RATE)

    def step(self):
        self.optimiser.zero_grad()
        outputs = self.model(self.inputs)
        loss = nn.functional.cross_entropy(outputs.flatten(0, 1), self.targets)
        loss.backward()
        self.optimiser.step()
        return loss

    def time(self, steps):
        start = time.perf_counter()
        for _ in range(steps):
            loss = self.step()
        loss.item()
        return (time.perf_counter() - start) * 1000 / steps


def blas():
    """The library that multiplies matrices, which decides the speed: on Linux as loaded, else as built."""
    try:
        with open("/proc/self/maps", encoding="utf-8") as maps:
            loaded = {os.path.realpath(line.split()[-1]) for line in maps if ".so" in line}
    except OSError:
        loaded = set()
    fast = [re.search(r"openblas|mkl|blis|atlas", path) for path in loaded]
    for found in filter(None, fast):
        return found.group()
    if any(re.search(r"/libblas\.so", path) for path in loaded):
        return "reference, which is slow: install libopenblas0"
    built = re.search(r"BLAS_INFO=(\w+)", torch.__config__.show())
    return built.group(1) if built else "unknown"


def prepare(request):
    network = Network(request)
    with torch.no_grad():
        # Summed in float64: of thousands of rows that are nearly alike, float32 loses what is to be compared.
        outputs = network.model(network.inputs).flatten(0, 1).double()
        first_loss = nn.functional.cross_entropy(outputs, network.targets).item()
    until = time.perf_counter() + WARM_UP
    made = 0
    while made == 0 or (time.perf_counter() < until and made < MOST_WARM_UP_STEPS):
        milliseconds = network.time(1)
        made += 1
    return network, {
        "firstLoss": first_loss,
        "steps": min(MOST_STEPS, max(1, math.ceil(SAMPLE / milliseconds))),
        "milliseconds": milliseconds,
        "device": f"PyTorch {torch.__version__}, one thread, BLAS {blas()}",
    }


def main():
    torch.set_num_threads(1)
    network, steps = None, 1
    for line in sys.stdin:
        request = json.loads(line)
        try:
            if request["do"] == "prepare":
                network, answer = prepare(request)
                steps = answer["steps"]
            else:
                if steps > 1:
                    network.time(1)
                answer = {"milliseconds": network.time(steps)}
        except Exception as error:  # Whatever it is, the other side must hear of it.
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
