"""What every page has: one file without a request, its look, its charts. It knows nothing of what is shown."""
