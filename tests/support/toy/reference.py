"""The toy's networks in NumPy: one hidden layer of sigmoids, trained with momentum."""

import numpy as np


def train(experiment, data, seed, iterations=None):
    """One run. Returns the losses of all iterations, and the checkpoints as
    [iteration, training accuracy, test accuracy]."""
    x_train, t_train, x_test, t_test = data
    limit, training = experiment["trainImages"], experiment["training"]
    x_train, t_train = x_train[:limit], t_train[:limit]
    network, optimizer, batch = training["network"], training["optimizer"], training["batchSize"]
    widths = [network["inputs"], *network["hidden"], network["classes"]]
    np.random.seed(seed)
    params = []
    for inputs, outputs in zip(widths, widths[1:]):
        params += [np.sqrt(1.0 / inputs) * np.random.randn(inputs, outputs), np.zeros(outputs)]
    velocities = [np.zeros_like(param) for param in params]

    def forward(x):
        hidden = 1 / (1 + np.exp(-(np.dot(x, params[0]) + params[1])))
        logits = np.dot(hidden, params[2]) + params[3]
        powers = np.exp(logits - logits.max(axis=1, keepdims=True))
        return hidden, powers / powers.sum(axis=1, keepdims=True)

    def accuracy(x, labels):
        return float(np.mean(forward(x)[1].argmax(axis=1) == labels))

    losses, checkpoints = [], []
    for i in range(iterations or training["iterations"]):
        chosen = np.random.choice(limit, batch)
        x, labels = x_train[chosen], t_train[chosen]
        hidden, outputs = forward(x)
        outputs[np.arange(batch), labels] -= 1
        outputs /= batch
        inner = np.dot(outputs, params[2].T) * (1 - hidden) * hidden
        grads = [np.dot(x.T, inner), inner.sum(axis=0), np.dot(hidden.T, outputs), outputs.sum(axis=0)]
        for param, velocity, grad in zip(params, velocities, grads):
            velocity *= optimizer["momentum"]
            velocity -= optimizer["learningRate"] * grad
            param += velocity
        right = forward(x)[1][np.arange(batch), labels]
        losses.append(float(-np.sum(np.log(right + 1e-7)) / batch))
        if i % 12 == 0:
            checkpoints.append([i, accuracy(x_train, t_train), accuracy(x_test, t_test)])
    return losses, checkpoints


# The measures of the toy, each a function of a published record.
MEASURES = {
    "accuracy": lambda run: run["end"]["testAccuracy"],
    "speed": lambda run: float(np.mean(run["glances"]["accuracies"][:2])),
}
