"""The work: customers, sites, jobs, visits, incidents."""
