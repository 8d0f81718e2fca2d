"""What stands beside the deals of another system: people, companies, activities, notes."""
