import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useApi } from '#renderer/transport'

/** What is done to prices. Both the versions and the models that show them are asked again. */
export function usePriceCommands() {
  const api = useApi()
  const queries = useQueryClient()
  const onSuccess = async () => {
    await Promise.all([api.prices.key(), api.models.key()].map((queryKey) => queries.invalidateQueries({ queryKey })))
  }
  return {
    add: useMutation(api.prices.add.mutationOptions({ onSuccess })),
    withdraw: useMutation(api.prices.withdraw.mutationOptions({ onSuccess })),
  }
}
