"""The notebook's networks and measures in NumPy, written for this repository: the
independent reference that the engine and the judge are tested against. It follows
the order of operations and of random draws of the notebook, not its code."""

import numpy as np


class Network:
    """affine -> [batch norm] -> activation -> [dropout], ..., affine -> softmax."""

    def __init__(self, options):
        self.options = options
        widths = [options["inputs"], *options["hidden"], options["classes"]]
        self.depth = len(widths) - 1
        self.decay = options.get("weightDecay", 0)
        self.dropout = options.get("dropout")
        self.batch_norm = options.get("batchNorm", False)
        self.params = {}
        self.running = {}
        for layer in range(1, self.depth + 1):
            inputs, outputs = widths[layer - 1], widths[layer]
            scale = options.get("initialisation", "he")
            if scale == "he":
                scale = np.sqrt(2.0 / inputs)
            elif scale == "xavier":
                scale = np.sqrt(1.0 / inputs)
            self.params[f"W{layer}"] = scale * np.random.randn(inputs, outputs)
            self.params[f"b{layer}"] = np.zeros(outputs)
            if self.batch_norm and layer < self.depth:
                self.params[f"gamma{layer}"] = np.ones(outputs)
                self.params[f"beta{layer}"] = np.zeros(outputs)
                self.running[layer] = [np.zeros(outputs), np.zeros(outputs)]

    def forward(self, x, training):
        self.cache = []
        for layer in range(1, self.depth + 1):
            cache = {"x": x}
            x = np.dot(x, self.params[f"W{layer}"]) + self.params[f"b{layer}"]
            if layer == self.depth:
                self.cache.append(cache)
                return x
            if self.batch_norm:
                x = self.normalise(layer, x, training, cache)
            if self.options.get("activation", "relu") == "relu":
                cache["mask"] = x <= 0
                x = np.where(cache["mask"], 0.0, x)
            else:
                x = 1 / (1 + np.exp(-x))
                cache["y"] = x
            if self.dropout is not None:
                if training:
                    cache["kept"] = np.random.rand(*x.shape) > self.dropout
                    x = x * cache["kept"]
                else:
                    x = x * (1.0 - self.dropout)
            self.cache.append(cache)

    def normalise(self, layer, x, training, cache):
        running = self.running[layer]
        if training:
            mean = x.mean(axis=0)
            centred = x - mean
            variance = np.mean(centred**2, axis=0)
            deviation = np.sqrt(variance + 10e-7)
            normalised = centred / deviation
            cache.update(centred=centred, deviation=deviation, normalised=normalised)
            running[0] = 0.9 * running[0] + (1 - 0.9) * mean
            running[1] = 0.9 * running[1] + (1 - 0.9) * variance
        else:
            normalised = (x - running[0]) / np.sqrt(running[1] + 10e-7)
        return self.params[f"gamma{layer}"] * normalised + self.params[f"beta{layer}"]

    def loss(self, x, labels, training=False):
        logits = self.forward(x, training)
        powers = np.exp(logits - logits.max(axis=1, keepdims=True))
        self.probabilities = powers / powers.sum(axis=1, keepdims=True)
        right = self.probabilities[np.arange(len(labels)), labels]
        loss = -np.sum(np.log(right + 1e-7)) / len(labels)
        penalty = 0
        for layer in range(1, self.depth + 1):
            penalty += 0.5 * self.decay * np.sum(self.params[f"W{layer}"] ** 2)
        return loss + penalty

    def gradients(self, x, labels):
        self.loss(x, labels, training=True)
        gradient = self.probabilities.copy()
        gradient[np.arange(len(labels)), labels] -= 1
        gradient = gradient / len(labels)
        grads = {}
        for layer in range(self.depth, 0, -1):
            cache = self.cache[layer - 1]
            if layer < self.depth:
                if self.dropout is not None:
                    gradient = gradient * cache["kept"]
                if "mask" in cache:
                    gradient = np.where(cache["mask"], 0.0, gradient)
                else:
                    gradient = gradient * (1.0 - cache["y"]) * cache["y"]
                if self.batch_norm:
                    gradient = self.normalise_backward(layer, gradient, cache, grads)
            weight = self.params[f"W{layer}"]
            grads[f"W{layer}"] = np.dot(cache["x"].T, gradient) + self.decay * weight
            grads[f"b{layer}"] = np.sum(gradient, axis=0)
            gradient = np.dot(gradient, weight.T)
        return grads

    def normalise_backward(self, layer, gradient, cache, grads):
        rows = len(gradient)
        centred, deviation = cache["centred"], cache["deviation"]
        grads[f"beta{layer}"] = gradient.sum(axis=0)
        grads[f"gamma{layer}"] = np.sum(cache["normalised"] * gradient, axis=0)
        d_normalised = self.params[f"gamma{layer}"] * gradient
        d_centred = d_normalised / deviation
        d_deviation = -np.sum(d_normalised * centred / (deviation * deviation), axis=0)
        d_variance = 0.5 * d_deviation / deviation
        d_centred = d_centred + (2.0 / rows) * centred * d_variance
        return d_centred - np.sum(d_centred, axis=0) / rows

    def accuracy(self, x, labels):
        return np.sum(np.argmax(self.forward(x, False), axis=1) == labels) / len(labels)


class Optimizer:
    """All update rules, chosen by options["rule"]."""

    def __init__(self, options):
        self.options = options
        self.memory = {}
        self.step = 0

    def update(self, params, grads, names):
        self.step += 1
        rule = getattr(self, self.options["rule"])
        for name in names:
            if name not in self.memory:
                self.memory[name] = [np.zeros_like(params[name]), np.zeros_like(params[name])]
            rule(params, name, grads[name], self.memory[name])

    def sgd(self, params, name, grad, _):
        params[name] -= self.options["learningRate"] * grad

    def momentum(self, params, name, grad, memory):
        memory[0] = self.options["momentum"] * memory[0] - self.options["learningRate"] * grad
        params[name] += memory[0]

    def adagrad(self, params, name, grad, memory):
        memory[0] += grad * grad
        params[name] -= self.options["learningRate"] * grad / (np.sqrt(memory[0]) + 1e-7)

    def rmsprop(self, params, name, grad, memory):
        decay = self.options["decay"]
        if self.options["decayBy"] == "add":
            memory[0] += decay
        else:
            memory[0] *= decay
        memory[0] += (1 - decay) * grad * grad
        params[name] -= self.options["learningRate"] * grad / (np.sqrt(memory[0]) + 1e-7)

    def adam(self, params, name, grad, memory):
        rate, beta1, beta2 = (self.options[key] for key in ("learningRate", "beta1", "beta2"))
        rate_now = rate * np.sqrt(1.0 - beta2**self.step) / (1.0 - beta1**self.step)
        memory[0] += (1 - beta1) * (grad - memory[0])
        memory[1] += (1 - beta2) * (grad**2 - memory[1])
        params[name] -= rate_now * memory[0] / (np.sqrt(memory[1]) + 1e-7)


def train(experiment, data, seed, iterations=None):
    """One run. Returns the losses of all iterations, and the checkpoints as
    [iteration, training accuracy, test accuracy]."""
    x_train, t_train, x_test, t_test = data
    limit = min(experiment.get("trainImages", len(x_train)), len(x_train))
    x_train, t_train = x_train[:limit], t_train[:limit]
    training = experiment["training"]
    batch = training["batchSize"]
    np.random.seed(seed)
    network = Network(training["network"])
    optimizer = Optimizer(training["optimizer"])
    names = [name for name in network.params if name not in training.get("frozen", [])]
    every = max(limit / batch, 1)
    losses, checkpoints = [], []
    for i in range(iterations or training["iterations"]):
        chosen = np.random.choice(limit, batch)
        x, labels = x_train[chosen], t_train[chosen]
        optimizer.update(network.params, network.gradients(x, labels), names)
        losses.append(float(network.loss(x, labels)))
        if i % every == 0:
            checkpoints.append(
                [i, float(network.accuracy(x_train, t_train)), float(network.accuracy(x_test, t_test))]
            )
    return losses, checkpoints


def largest_setback(run):
    tests = [checkpoint["testAccuracy"] for checkpoint in run["checkpoints"]]
    return max(0.0, -np.diff(tests).min()) if len(tests) > 1 else 0.0


def activation_evenness(run):
    spread = [float(x) for x in run["end"]["activationDeviations"]]
    return min(spread) / max(spread) if max(spread) > 0 else 0.0


def mean_accuracy(run, before):
    accuracies = run["glances"]["accuracies"]
    return float(np.mean(accuracies[: before // run["glances"]["every"]]))


# The measures of the notebook, each a function of a published record.
MEASURES = {
    "accuracy-at-last-checkpoint": lambda run: run["checkpoints"][-1]["testAccuracy"],
    "accuracy-after-training": lambda run: run["end"]["testAccuracy"],
    "train-test-gap": lambda run: run["end"]["trainAccuracy"] - run["end"]["testAccuracy"],
    "accuracy-over-600": lambda run: mean_accuracy(run, before=600),
    "accuracy-over-200": lambda run: mean_accuracy(run, before=200),
    "loss-spread": lambda run: float(run["lossSpread"]),
    "largest-setback": largest_setback,
    "activation-evenness": activation_evenness,
}
