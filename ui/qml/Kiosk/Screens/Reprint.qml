// A copy's slip is told of like any other.
Done {}
