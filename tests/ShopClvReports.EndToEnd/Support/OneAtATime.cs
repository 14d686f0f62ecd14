// Each test loads a process of its own; two at once would measure each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
