"""The composition root: the only place that knows everybody. Builds, starts, ends; decides nothing."""
