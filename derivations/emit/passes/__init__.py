"""What is done to a kernel program before it is printed: a file each."""
