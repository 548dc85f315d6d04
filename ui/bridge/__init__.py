"""What QML cannot do by itself: list models of rows, pictures made on demand. No view-model, no truth."""
