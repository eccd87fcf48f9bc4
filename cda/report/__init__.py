"""What people look at: the differences between originals and counterfactuals."""
