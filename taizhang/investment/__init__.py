"""Investment promotion: projects from the first contact to production, and their money."""
