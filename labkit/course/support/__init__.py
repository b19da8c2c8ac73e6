"""What every room uses: paths, files, the console, progress, interrupting, the installation."""
