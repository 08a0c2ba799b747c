"""The cards that the benchmark builds: placeholder texts in the sizes and shapes of real model cards."""
