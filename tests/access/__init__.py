"""The access matrix: every operation and every page × every role × whose row it is.

The rows come from the API's document and the URL map; what is expected comes from `sight.py` and `RIGHTS`.
"""
